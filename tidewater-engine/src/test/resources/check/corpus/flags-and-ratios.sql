-- tidewater:allow late-rows-dropped: no record is on its way for more than 10 seconds
create table requests (
  host string not null, status int not null, size_b int not null, took_ms int not null, ts timestamp(3) not null,
  watermark for ts as ts - interval '10' second
) with (
  'connector' = 'kafka', 'topic' = 'requests', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'slo',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
create database if not exists lake.slo;
create table if not exists lake.slo.per_minute (
  minute_start timestamp(6) not null, host string not null, total bigint not null, failed bigint not null,
  failed_share double not null, kilobytes bigint not null, slowest int not null, took_s decimal(20, 3)
);
insert into lake.slo.per_minute
select window_start, host, count(*),
  count(case when status >= 500 then 1 end),
  1.0e0 * count(case when status >= 500 then 1 end) / count(*),
  sum(cast(size_b as bigint)) / 1024,
  max(took_ms),
  cast(sum(took_ms / 1000.0) as decimal(20, 3))
from table(tumble(table requests, descriptor(ts), interval '1' minute))
group by window_start, window_end, host;
