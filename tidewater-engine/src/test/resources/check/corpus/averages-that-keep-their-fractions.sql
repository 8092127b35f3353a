-- tidewater:allow late-rows-dropped: no record is on its way for more than 1 hour
create table ratings (
  film int not null, stars int not null, votes bigint not null, rated_at timestamp(3) not null,
  watermark for rated_at as rated_at - interval '1' hour
) with (
  'connector' = 'kafka', 'topic' = 'ratings', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'ratings', 'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s',
  'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
create database if not exists lake.films;
create table if not exists lake.films.ratings (
  day_start timestamp(6) not null, film int not null, stars decimal(10, 4), median_like double, share double, bucket int, votes bigint
);
insert into lake.films.ratings
select window_start, film,
  cast(avg(cast(stars as decimal(10, 4))) as decimal(10, 4)),
  avg(cast(stars as double)),
  cast(count(*) filter (where stars >= 4) as double) / count(*),
  mod(film, 16),
  sum(votes)
from table(tumble(table ratings, descriptor(rated_at), interval '1' day))
group by window_start, window_end, film;
