-- Pasted out of a shell, with what was only meant to look around.
SHOW TABLES; -- expect: statement-not-allowed
CREATE TABLE gen (id BIGINT, ts TIMESTAMP(3)) WITH ('connector' = 'datagen');
DESCRIBE gen; -- expect: statement-not-allowed
SELECT * FROM gen; -- expect: statement-not-allowed
DROP TABLE gen; -- expect: statement-not-allowed
-- expect-file: no-insert
