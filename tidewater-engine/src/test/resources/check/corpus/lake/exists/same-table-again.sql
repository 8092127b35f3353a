CREATE TABLE gen (id BIGINT NOT NULL, name STRING, t TIMESTAMP(3) NOT NULL) WITH ('connector' = 'datagen');
CREATE DATABASE IF NOT EXISTS lake.crm;
CREATE TABLE IF NOT EXISTS lake.crm.people (id BIGINT NOT NULL, name STRING COMMENT 'as on the letter', t TIMESTAMP(3) NOT NULL);
INSERT INTO lake.crm.people SELECT id, name, t FROM gen;
