CREATE TABLE src (id BIGINT NOT NULL, body STRING, ts TIMESTAMP(3) NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'src', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'src',
  'properties.max.poll.records' = '2000', 'properties.fetch.min.bytes' = '65536', 'properties.client.id.prefix' = 'flink',
  'scan.startup.mode' = 'specific-offsets', 'scan.startup.specific-offsets' = 'partition:0,offset:42;partition:1,offset:300',
  'format' = 'json', 'json.fail-on-missing-field' = 'true', 'json.timestamp-format.standard' = 'ISO-8601');
CREATE DATABASE IF NOT EXISTS lake.o;
CREATE TABLE IF NOT EXISTS lake.o.t (
  id BIGINT NOT NULL, body STRING, ts TIMESTAMP(6) NOT NULL, d DATE NOT NULL
) PARTITIONED BY (d) WITH (
  'format-version' = '2',
  'owner' = 'team-a',
  'write.format.default' = 'parquet',
  'write.parquet.compression-codec' = 'zstd',
  'write.parquet.bloom-filter-enabled.column.id' = 'true',
  'write.metadata.metrics.default' = 'truncate(16)',
  'write.metadata.metrics.column.body' = 'none',
  'write.metadata.delete-after-commit.enabled' = 'true',
  'write.metadata.previous-versions-max' = '50',
  'write.object-storage.enabled' = 'false',
  'write.delete.mode' = 'merge-on-read',
  'write.distribution-mode' = 'hash',
  'commit.retry.num-retries' = '10',
  'read.split.target-size' = '134217728',
  'gc.enabled' = 'true'
);
INSERT INTO lake.o.t
SELECT id, body, ts, CAST(ts AS DATE) FROM src;
