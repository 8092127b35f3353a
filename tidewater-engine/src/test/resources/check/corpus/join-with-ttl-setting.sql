SET 'table.exec.state.ttl' = '36 h';
SET 'table.exec.mini-batch.enabled' = 'true';
SET 'table.exec.mini-batch.allow-latency' = '2 s';
SET 'table.exec.mini-batch.size' = '5000';

CREATE TEMPORARY TABLE shipments (
  shipment_id STRING NOT NULL,
  order_id    STRING NOT NULL,
  carrier     STRING,
  PRIMARY KEY (shipment_id) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka', 'topic' = 'shipments', 'properties.bootstrap.servers' = '10.0.0.7:9092',
  'properties.group.id' = 'ship', 'key.format' = 'raw', 'value.format' = 'json'
);

CREATE TEMPORARY TABLE purchase_orders (
  order_id STRING NOT NULL,
  status   STRING,
  PRIMARY KEY (order_id) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka', 'topic' = 'purchase-orders', 'properties.bootstrap.servers' = '10.0.0.7:9092',
  'properties.group.id' = 'ship', 'key.format' = 'raw', 'value.format' = 'json'
);

CREATE TEMPORARY TABLE shipment_states (
  shipment_id STRING NOT NULL,
  carrier     STRING,
  status      STRING,
  PRIMARY KEY (shipment_id) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka', 'topic' = 'shipment-states', 'properties.bootstrap.servers' = '10.0.0.7:9092',
  'key.format' = 'raw', 'value.format' = 'json'
);

INSERT INTO shipment_states
SELECT s.shipment_id, s.carrier, o.status
FROM shipments s LEFT OUTER JOIN purchase_orders o USING (order_id);
