-- Two quickstarts in one file; neither project is on the class path here.
CREATE CATALOG my_catalog WITH ('type' = 'paimon', 'warehouse' = 'file:/tmp/paimon'); -- expect: sql-option
USE CATALOG my_catalog;
CREATE TABLE word_count (word STRING PRIMARY KEY NOT ENFORCED, cnt BIGINT);
CREATE TEMPORARY TABLE word_table (word STRING) WITH ('connector' = 'datagen', 'fields.word.length' = '1');
INSERT INTO word_count SELECT word, COUNT(*) FROM word_table GROUP BY word;
CREATE TABLE hudi_t (uuid VARCHAR(20) PRIMARY KEY NOT ENFORCED, name VARCHAR(10), `partition` VARCHAR(20))
PARTITIONED BY (`partition`) WITH ('connector' = 'hudi', 'path' = 'file:///tmp/hudi'); -- expect: sql-option
INSERT INTO hudi_t VALUES ('id1', 'Danny', 'par1'), ('id2', 'Stephen', 'par1');
SELECT * FROM hudi_t; -- expect: statement-not-allowed
