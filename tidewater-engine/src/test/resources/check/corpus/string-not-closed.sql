CREATE TABLE gen (id BIGINT, name STRING) WITH ('connector' = 'datagen', 'rows-per-second' = '1');
CREATE TABLE seen (id BIGINT, name STRING) WITH ('connector' = 'print');
INSERT INTO seen SELECT id, name FROM gen WHERE name <> 'nobody; -- expect: sql-syntax
-- the rest of the file is inside of the string
