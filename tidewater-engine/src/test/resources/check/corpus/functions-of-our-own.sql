CREATE TEMPORARY FUNCTION mask AS 'com.example.flink.Mask' LANGUAGE JAVA; -- expect: sql-name
CREATE TABLE gen (id BIGINT, name STRING) WITH ('connector' = 'datagen');
CREATE TABLE seen (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO seen SELECT id, mask(name) FROM gen;
