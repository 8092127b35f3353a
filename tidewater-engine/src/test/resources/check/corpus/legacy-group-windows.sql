-- From an old wiki page of ours: windows as Flink 1.11 wrote them. They still work.
set 'table.local-time-zone' = 'Europe/Berlin';

-- tidewater:allow late-rows-dropped: no record is on its way for more than 10 seconds
create table clicks (
	user_id  bigint not null,
	url      string not null,
	cl_time  timestamp(3) not null,
	watermark for cl_time as cl_time - interval '10' second
) with (
	'connector' = 'kafka',
	'topic' = 'clicks',
	'properties.bootstrap.servers' = 'broker-1.prod.example.com:9093,broker-2.prod.example.com:9093',
	'properties.security.protocol' = 'SASL_SSL',
	'properties.group.id' = 'clicks-per-hour',
	'scan.startup.mode' = 'earliest-offset',
	'scan.watermark.idle-timeout' = '1 min',
	'format' = 'json',
	'json.fail-on-missing-field' = 'true'
);

create database if not exists lake.web;

create table if not exists lake.web.clicks_per_hour (
	hour_start timestamp(6) not null,
	hour_end   timestamp(6) not null,
	user_id    bigint not null,
	clicks     bigint not null
);

insert into lake.web.clicks_per_hour
select
	tumble_start(cl_time, interval '1' hour) as hour_start,
	tumble_end(cl_time, interval '1' hour) as hour_end,
	user_id,
	count(url) as clicks
from clicks
group by tumble(cl_time, interval '1' hour), user_id;
