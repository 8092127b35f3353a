package dev.tidewater.examples.shop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

class ShopEncoderTest {
    private static final Instant NINE = Instant.parse("2026-03-14T21:00:00.050Z");
    private static final Product BOOK = new Product("P-0001", "Tides", "books", new BigDecimal("10.50"));

    private final ShopEncoder encoder = new ShopEncoder(258);

    @Test
    void writesOrdersInAvroBehindTheIdOfTheirSchema() throws Exception {
        Order order = new Order(
                "O-1", NINE, "U-1", "P-0001", 2, new BigDecimal("10.50"), "EUR", "web", "DE", "card", null, true);

        byte[] bytes = requireNonNull(encoder.value(order));

        assertThat(bytes).startsWith(0, 0, 0, 1, 2);
        Schema schema = new Schema.Parser().parse(ShopEncoder.orderSchema());
        GenericRecord read = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
        assertThat(read.get("order_id")).hasToString("O-1");
        assertThat(read.get("order_time")).isEqualTo(NINE.toEpochMilli());
        assertThat(read.get("quantity")).isEqualTo(2);
        assertThat(read.get("unit_price")).isEqualTo(ByteBuffer.wrap(new byte[] {4, 26}));
        assertThat(read.get("coupon")).isNull();
        assertThat(read.get("gift")).isEqualTo(true);
    }

    @Test
    void writesPaymentsInJson() {
        Payment payment = new Payment("Y-1", "O-1", NINE, new BigDecimal("21.00"), "EUR", "stripe");

        assertThat(text(payment))
                .isEqualTo("{\"payment_id\":\"Y-1\",\"order_id\":\"O-1\",\"paid_at\":\"2026-03-14T21:00:00.050\","
                        + "\"amount\":21.00,\"currency\":\"EUR\",\"provider\":\"stripe\"}");
    }

    @Test
    void writesProductChangesAsDebeziumDoesWithoutSchemas() {
        ProductChange change =
                new ProductChange(ProductChange.Origin.LOG, BOOK, BOOK.withListPrice(new BigDecimal("9.00")), NINE);

        assertThat(text(change))
                .isEqualTo("{\"before\":{\"product_id\":\"P-0001\",\"name\":\"Tides\",\"category\":\"books\","
                        + "\"list_price\":\"10.50\"},"
                        + "\"after\":{\"product_id\":\"P-0001\",\"name\":\"Tides\",\"category\":\"books\","
                        + "\"list_price\":\"9.00\"},"
                        + "\"source\":{\"version\":\"3.2.0.Final\",\"connector\":\"postgresql\",\"name\":\"shop\","
                        + "\"ts_ms\":1773522000050,\"snapshot\":\"false\",\"db\":\"shop\",\"schema\":\"public\","
                        + "\"table\":\"products\"},\"op\":\"u\",\"ts_ms\":1773522000300}");
    }

    @Test
    void namesTheOperationByWhatIsBeforeAndAfter() {
        assertThat(text(new ProductChange(ProductChange.Origin.SNAPSHOT, null, BOOK, NINE)))
                .contains("\"before\":null", "\"op\":\"r\"", "\"snapshot\":\"true\"");
        assertThat(text(new ProductChange(ProductChange.Origin.LOG, null, BOOK, NINE)))
                .contains("\"before\":null", "\"op\":\"c\"");
        assertThat(text(new ProductChange(ProductChange.Origin.LOG, BOOK, null, NINE)))
                .contains("\"after\":null", "\"op\":\"d\"");
    }

    @Test
    void leavesATombstoneWithoutAValue() {
        assertThat(encoder.value(new ProductTombstone("P-0001"))).isNull();
    }

    private String text(ShopEvent event) {
        return new String(requireNonNull(encoder.value(event)), StandardCharsets.UTF_8);
    }
}
