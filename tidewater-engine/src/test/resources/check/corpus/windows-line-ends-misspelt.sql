-- Ends of lines as Windows writes them.
SET 'table.local-time-zone' = 'UTC';

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
	'format' = 'json',
	'json.fail-on-missing-field' = 'true'
);

CREATE DATABASE IF NOT EXISTS lake.buchung;
CREATE TABLE IF NOT EXISTS lake.buchung.je_stunde (Von TIMESTAMP(6) NOT NULL, Betrag DECIMAL(38, 2), Anzahl BIGINT NOT NULL);

INSERT INTO lake.buchung.je_stunde
SELECT window_start, SUM(Betragg), COUNT(*) -- expect: sql-name
FROM TABLE(TUMBLE(TABLE Gebucht, DESCRIPTOR(Zeit), INTERVAL '1' HOUR))
GROUP BY window_start, window_end;
