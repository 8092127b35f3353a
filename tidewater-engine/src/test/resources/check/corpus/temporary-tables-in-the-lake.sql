USE CATALOG lake;
CREATE DATABASE IF NOT EXISTS tmp;
USE tmp;
CREATE TEMPORARY TABLE src (id STRING NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'src', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'tmp',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'raw');
CREATE TEMPORARY VIEW upper_ids AS SELECT UPPER(id) AS id FROM src;
CREATE TABLE IF NOT EXISTS ids (id STRING);
INSERT INTO ids SELECT id FROM upper_ids;
