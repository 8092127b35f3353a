package dev.tidewater.bench.data;

import java.nio.charset.StandardCharsets;

/** Payments of the orders that are paid, half a minute after them, in Avro. */
final class Payments {
    static final String SCHEMA = """
            {"type":"record","name":"Payment","namespace":"bench","fields":[
             {"name":"payment_id","type":"string"},
             {"name":"order_id","type":"string"},
             {"name":"paid_at","type":{"type":"long","logicalType":"timestamp-millis"}},
             {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}},
             {"name":"provider","type":"string"}]}""";

    private static final byte[][] PROVIDERS = Words.of("visa", "mastercard", "paypal", "klarna");

    private Payments() {}

    static byte[] record(Order order, Encoder encoder) {
        encoder.begin();
        encoder.text(("pay-" + order.number()).getBytes(StandardCharsets.US_ASCII));
        encoder.text(Width.id(order));
        encoder.time(order.paymentTime());
        encoder.money(order.cents());
        encoder.text(PROVIDERS[order.below(PROVIDERS.length, 40)]);
        return encoder.end();
    }
}
