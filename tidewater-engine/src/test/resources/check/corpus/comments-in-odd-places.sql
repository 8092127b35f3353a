--SET 'table.local-time-zone' = 'Asia/Tokyo';
/* SET 'a' = 'b'; */ SET /* the zone */ 'table.local-time-zone' /*of*/ = -- us
'UTC' -- all
; ;; -- three ends; one statement
-- tidewater:allow late-rows-dropped: no record is on its way for more than 1 second
CREATE /*TEMPORARY*/ TABLE t ( -- a table; with a semicolon
  id STRING /* -- not a line comment */ NOT NULL, -- 'not a string
  ts /* "ts" */ TIMESTAMP(3) NOT NULL,
  WATERMARK FOR ts AS ts - INTERVAL '1' /* one */ SECOND -- )
) /* WITH ('connector' = 'print') */ WITH (
  'connector' = 'kafka', -- 'connector' = 'print',
  'topic' = '-- t', /* 'topic' = 'u', */
  -- 'scan.startup.mode' = 'latest-offset',
  'scan.startup.mode' = 'earliest-offset',
  'properties.bootstrap.servers' = 'kafka:9092' /**/ ,
  'properties.group.id' = 'it''s /* mine */',
  'scan.watermark.idle-timeout' = '30 s' -- , 'format' = 'csv'
  , 'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
CREATE TABLE n (window_start TIMESTAMP(3), id STRING, n BIGINT) WITH ('connector' = 'print');
/* INSERT INTO n SELECT * FROM t; */
INSERT INTO /* over */ n /*here*/ SELECT -- *
  window_start /*,*/ , id, COUNT(/* all */ * /* of them */)
FROM TABLE( -- of
  TUMBLE(TABLE t /* rows */, DESCRIPTOR(/* by */ ts), INTERVAL '1' /* 2 */ MINUTE))
GROUP BY window_start, /* */ window_end, -- both
  id -- no semicolon, and no line end