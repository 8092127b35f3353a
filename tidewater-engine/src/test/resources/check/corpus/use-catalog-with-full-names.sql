USE CATALOG lake;
CREATE DATABASE IF NOT EXISTS iot;
USE iot;
CREATE TABLE IF NOT EXISTS temperatures (device STRING NOT NULL, celsius DOUBLE, `at` TIMESTAMP(6) NOT NULL);
CREATE TABLE default_catalog.default_database.mqtt (
  device STRING NOT NULL, celsius DOUBLE, `at` TIMESTAMP(3) NOT NULL
) WITH (
  'connector' = 'kafka', 'topic' = 'mqtt', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'mqtt',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
INSERT INTO lake.iot.temperatures SELECT device, celsius, `at` FROM default_catalog.default_database.mqtt;
