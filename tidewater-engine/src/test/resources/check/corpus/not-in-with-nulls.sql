SET 'table.exec.state.ttl' = '1 d';
CREATE TABLE accounts (account STRING NOT NULL, referred_by STRING) WITH (
  'connector' = 'kafka', 'topic' = 'accounts', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'acc',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE closed (account STRING) WITH (
  'connector' = 'kafka', 'topic' = 'closed', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'acc',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE screen (account STRING) WITH ('connector' = 'print');
INSERT INTO screen
SELECT account FROM accounts
WHERE account NOT IN (SELECT account FROM closed); -- expect: not-in-null
