-- tidewater:allow late-rows-dropped: no record is on its way for more than 1 second
CREATE TABLE LeftTable (row_time TIMESTAMP(3) NOT NULL, num INT NOT NULL, id STRING NOT NULL, WATERMARK FOR row_time AS row_time - INTERVAL '1' SECOND)
WITH ('connector' = 'kafka', 'topic' = 'left', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'wj',
      'scan.startup.mode' = 'timestamp', 'scan.startup.timestamp-millis' = '1767225600000', 'scan.watermark.idle-timeout' = '5 s', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
-- tidewater:allow late-rows-dropped: no record is on its way for more than 1 second
CREATE TABLE RightTable (row_time TIMESTAMP(3) NOT NULL, num INT NOT NULL, id STRING NOT NULL, WATERMARK FOR row_time AS row_time - INTERVAL '1' SECOND)
WITH ('connector' = 'kafka', 'topic' = 'right', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'wj',
      'scan.startup.mode' = 'timestamp', 'scan.startup.timestamp-millis' = '1767225600000', 'scan.watermark.idle-timeout' = '5 s', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE joined (L_Num INT, L_Id STRING, R_Num INT, R_Id STRING, window_start TIMESTAMP(3), window_end TIMESTAMP(3)) WITH ('connector' = 'print');

INSERT INTO joined
SELECT L.num as L_Num, L.id as L_Id, R.num as R_Num, R.id as R_Id,
       COALESCE(L.window_start, R.window_start) as window_start,
       COALESCE(L.window_end, R.window_end) as window_end
       FROM (
           SELECT * FROM TABLE(TUMBLE(TABLE LeftTable, DESCRIPTOR(row_time), INTERVAL '5' MINUTES))
       ) L
       FULL JOIN (
           SELECT * FROM TABLE(TUMBLE(TABLE RightTable, DESCRIPTOR(row_time), INTERVAL '5' MINUTES))
       ) R
       ON L.num = R.num AND L.window_start = R.window_start AND L.window_end = R.window_end;
