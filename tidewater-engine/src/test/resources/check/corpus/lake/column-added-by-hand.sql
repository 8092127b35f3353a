CREATE TABLE gen (id BIGINT NOT NULL, name STRING, mail STRING) WITH ('connector' = 'datagen');
CREATE DATABASE IF NOT EXISTS lake.crm;
CREATE TABLE IF NOT EXISTS lake.crm.people (id BIGINT NOT NULL, name STRING, mail STRING); -- expect: if-not-exists-drift
INSERT INTO lake.crm.people SELECT id, name, mail FROM gen; -- expect: sql-type
