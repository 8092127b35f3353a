-- tidewater:allow late-rows-dropped: no record is on its way for more than 1 second
create table bid (
  auction bigint not null, bidder bigint not null, price decimal(10, 2) not null,
  item string, supplier_id string not null, bidtime timestamp(3) not null,
  watermark for bidtime as bidtime - interval '1' second
) with (
  'connector' = 'kafka', 'topic' = 'bid', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'nexmark', 'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '5s',
  'format' = 'avro-confluent', 'avro-confluent.url' = 'http://schema-registry:8081'
);
create database if not exists lake.nexmark;
create table if not exists lake.nexmark.top_suppliers (
  window_start timestamp(6) not null, supplier_id string not null, price decimal(38, 2), cnt bigint not null, place bigint not null
);
insert into lake.nexmark.top_suppliers
select window_start, supplier_id, price, cnt, rownum
  from (
    select *, row_number() over (partition by window_start, window_end order by price desc) as rownum
    from (
      select window_start, window_end, supplier_id, sum(price) as price, count(*) as cnt
      from table(tumble(table bid, descriptor(bidtime), interval '10' minutes))
      group by window_start, window_end, supplier_id
    )
  ) where rownum <= 3;
