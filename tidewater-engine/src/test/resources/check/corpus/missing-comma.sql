CREATE TABLE users (
  id   BIGINT,
  name STRING
  mail STRING, -- expect: sql-syntax
  ts   TIMESTAMP(3)
) WITH ('connector' = 'datagen');
CREATE TABLE out_users (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO out_users SELECT id, name FROM users;
