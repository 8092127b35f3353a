-- Ends of lines as Windows writes them.
SET 'table.local-time-zone' = 'UTC';

-- tidewater:allow late-rows-dropped: no record is on its way for more than 30 seconds
CREATE TABLE Gebucht (
	Id STRING NOT NULL,
	Betrag DECIMAL(12, 2) NOT NULL,
	Zeit TIMESTAMP(3) NOT NULL,
	WATERMARK FOR Zeit AS Zeit - INTERVAL '30' SECOND
) WITH (
	'connector' = 'kafka',
	'topic' = 'gebucht',
	'properties.bootstrap.servers' = 'kafka:9092',
	'properties.group.id' = 'gebucht',
	'scan.startup.mode' = 'earliest-offset',
	'scan.watermark.idle-timeout' = '30 s',
	'format' = 'json',
	'json.fail-on-missing-field' = 'true'
);

CREATE DATABASE IF NOT EXISTS lake.buchung;
CREATE TABLE IF NOT EXISTS lake.buchung.je_stunde (Von TIMESTAMP(6) NOT NULL, Betrag DECIMAL(38, 2), Anzahl BIGINT NOT NULL);

INSERT INTO lake.buchung.je_stunde
SELECT window_start, SUM(Betrag), COUNT(*)
FROM TABLE(TUMBLE(TABLE Gebucht, DESCRIPTOR(Zeit), INTERVAL '1' HOUR))
GROUP BY window_start, window_end;
