-- Aufträge je Filiale und Stunde. Die Namen kommen so aus dem ERP.
SET 'table.local-time-zone' = 'Europe/Berlin';

-- tidewater:allow late-rows-dropped: no record is on its way for more than 2 minutes
CREATE TABLE `Aufträge` (
  `Auftragsnummer` STRING NOT NULL,
  `Größe (m²)`     DECIMAL(8, 2) NOT NULL,
  `Straße`         STRING,
  `Filiale-Nr.`    INT NOT NULL,
  `Zeitpunkt`      TIMESTAMP(3) NOT NULL COMMENT 'wann der Auftrag ''angelegt'' wurde; nicht: geändert',
  WATERMARK FOR `Zeitpunkt` AS `Zeitpunkt` - INTERVAL '2' MINUTE
) COMMENT 'Aufträge; siehe Wiki' WITH (
  'connector' = 'kafka',
  'topic' = 'auftraege',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'flächen',
  'scan.startup.mode' = 'earliest-offset',
  'scan.watermark.idle-timeout' = '30 s',
  'format' = 'json',
  'json.fail-on-missing-field' = 'true'
);

CREATE DATABASE IF NOT EXISTS lake.vertrieb;
CREATE TABLE IF NOT EXISTS lake.vertrieb.`Flächen` (
  `Stunde`      TIMESTAMP(6) NOT NULL,
  `Filiale-Nr.` INT NOT NULL,
  `Fläche`      DECIMAL(38, 2),
  `größte`      DECIMAL(8, 2)
);

INSERT INTO lake.vertrieb.`Flächen`
SELECT window_start AS `Stunde`, `Filiale-Nr.`, SUM(`Größe (m²)`) AS `Fläche`, MAX(`Größe (m²)`) AS `größte`
FROM TABLE(TUMBLE(TABLE `Aufträge`, DESCRIPTOR(`Zeitpunkt`), INTERVAL '1' HOUR))
WHERE `Straße` <> 'Straße; unbekannt'
GROUP BY window_start, window_end, `Filiale-Nr.`;
