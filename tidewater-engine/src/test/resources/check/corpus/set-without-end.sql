CREATE TABLE gen (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE x (id BIGINT) WITH ('connector' = 'print');
EXECUTE STATEMENT SET -- expect: sql-syntax
BEGIN
  INSERT INTO x SELECT id FROM gen;
  INSERT INTO x SELECT id + 1 FROM gen;
