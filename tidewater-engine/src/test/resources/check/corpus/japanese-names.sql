-- 注文と支払い
CREATE TABLE `注文` (
  `注文番号` STRING NOT NULL,
  `金額`     DECIMAL(12, 0) NOT NULL,
  `日時`     TIMESTAMP(3) NOT NULL,
  WATERMARK FOR `日時` AS `日時` - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka', 'topic' = 'chumon', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = '注文', 'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s',
  'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
CREATE TABLE `支払` (
  `注文番号` STRING NOT NULL,
  `支払日時` TIMESTAMP(3) NOT NULL,
  WATERMARK FOR `支払日時` AS `支払日時` - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka', 'topic' = 'shiharai', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = '注文', 'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s',
  'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
CREATE DATABASE IF NOT EXISTS lake.`店`;
CREATE TABLE IF NOT EXISTS lake.`店`.`支払済み注文` (`注文番号` STRING NOT NULL, `金額` DECIMAL(12, 0) NOT NULL, `支払日時` TIMESTAMP(6) NOT NULL);
INSERT INTO lake.`店`.`支払済み注文`
SELECT a.`注文番号`, a.`金額`, b.`支払日時`
FROM `注文` AS a JOIN `支払` AS b
ON a.`注文番号` = b.`注文番号` AND b.`支払日時` BETWEEN a.`日時` AND a.`日時` + INTERVAL '20' MINUTE;
