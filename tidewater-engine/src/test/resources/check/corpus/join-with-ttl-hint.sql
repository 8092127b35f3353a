/* Customers and their scores. Both topics are compacted, so either side may change at any time.
   A score that nobody has touched for 400 days is as good as none. */
CREATE TABLE customers (
  customer_id BIGINT NOT NULL,
  full_name   STRING,
  PRIMARY KEY (customer_id) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'crm.customers',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'customer-scores',
  'key.format' = 'json',
  'value.format' = 'avro-confluent',
  'value.avro-confluent.url' = 'http://schema-registry:8081'
);

CREATE TABLE scores (
  customer_id BIGINT NOT NULL,
  score       INT,
  PRIMARY KEY (customer_id) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'crm.scores',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'customer-scores',
  'key.format' = 'json',
  'value.format' = 'avro-confluent',
  'value.avro-confluent.url' = 'http://schema-registry:8081'
);

CREATE DATABASE IF NOT EXISTS lake.crm;
CREATE TABLE IF NOT EXISTS lake.crm.scored_customers (
  customer_id BIGINT NOT NULL,
  full_name   STRING,
  score       INT,
  PRIMARY KEY (customer_id) NOT ENFORCED
) WITH ('format-version' = '2', 'write.upsert.enabled' = 'true');

INSERT INTO lake.crm.scored_customers
SELECT /*+ STATE_TTL('c' = '400d', 's' = '400d') */
  c.customer_id, c.full_name, s.score
FROM customers AS c
JOIN scores AS s ON c.customer_id = s.customer_id;
