-- https://nightlies.apache.org/flink/flink-docs-stable/docs/connectors/table/datagen/
CREATE TABLE datagen (
 f_sequence INT,
 f_random INT,
 f_random_str STRING,
 ts AS localtimestamp,
 WATERMARK FOR ts AS ts
) WITH (
 'connector' = 'datagen',

 -- optional options --

 'rows-per-second'='5',

 'fields.f_sequence.kind'='sequence',
 'fields.f_sequence.start'='1',
 'fields.f_sequence.end'='1000',

 'fields.f_random.min'='1',
 'fields.f_random.max'='1000',

 'fields.f_random_str.length'='10'
);

CREATE TABLE print_table WITH ('connector' = 'print') LIKE datagen (EXCLUDING ALL);

INSERT INTO print_table SELECT f_sequence, f_random, f_random_str FROM datagen;
