CREATE TABLE gen (id BIGINT NOT NULL, name STRING) WITH ('connector' = 'datagen');
CREATE DATABASE IF NOT EXISTS lake.crm;
CREATE TABLE IF NOT EXISTS lake.crm.people (id BIGINT NOT NULL, name STRING);
INSERT INTO lake.crm.people SELECT id, name FROM gen;
