CREATE TABLE src (id BIGINT NOT NULL, region STRING, d DATE NOT NULL, PRIMARY KEY (id) NOT ENFORCED) WITH (
  'connector' = 'upsert-kafka', 'topic' = 'src', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'src',
  'key.format' = 'json', 'value.format' = 'json');
CREATE DATABASE IF NOT EXISTS lake.o;
CREATE TABLE IF NOT EXISTS lake.o.t (
  id BIGINT NOT NULL, region STRING, d DATE NOT NULL, PRIMARY KEY (id) NOT ENFORCED
) PARTITIONED BY (d) WITH ( -- expect: iceberg-upsert-partition-not-in-key
  'format-version' = '2',
  'write.upsert.enabled' = 'true',
  'write.metadata.delete-after-commit' = 'true', -- expect: iceberg-unknown-property
  'write.target-file-size' = '128MB', -- expect: iceberg-unknown-property
  'history.expire.max-snapshot-age-ms' = '3600000', -- expect: iceberg-expire-props-only
  'write.format.default' = 'orc'
);
INSERT INTO lake.o.t SELECT id, region, d FROM src;
