-- Functions and modules whose jars are not here.
ADD JAR '/opt/udfs/my-udf.jar'; -- expect: statement-not-allowed
CREATE TEMPORARY FUNCTION parse_ua AS 'com.example.ParseUserAgent' LANGUAGE JAVA; -- expect: sql-name
LOAD MODULE hive WITH ('hive-version' = '3.1.3'); -- expect: statement-not-allowed
CREATE TABLE logs (ip STRING, ua STRING) WITH ('connector' = 'filesystem', 'path' = 's3://bucket/logs', 'format' = 'json');
CREATE TABLE agents (ip STRING, agent STRING) WITH ('connector' = 'blackhole');
INSERT INTO agents SELECT ip, parse_ua(ua) FROM logs /*+ OPTIONS('source.monitor-interval' = '10s') */;
INSERT INTO agents SELECT ip, upper_case(ua) FROM logs; -- expect: sql-name
