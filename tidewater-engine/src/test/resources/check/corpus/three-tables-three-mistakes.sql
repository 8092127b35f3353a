-- Each statement is judged on its own: one mistake does not hide the next.
CREATE TABLE a (id INT, v STRNG) WITH ('connector' = 'datagen'); -- expect: sql-name
CREATE TABLE b (id INT, v STRING) WITH ('connector' = 'kafkaa', 'topic' = 'b'); -- expect: sql-option
CREATE TABLE c (id INT, v STRING) WITH ('connector' = 'print');
INSERT INTO c SELECT id, v FROM b;
INSERT INTO c SELECT id, v FROM a;
INSERT INTO c SELECT id, UPPERCASE(v) FROM c2; -- expect: sql-name
INSERT INTO c SELECT id v FROM c WHERE; -- expect: sql-syntax
