package dev.tidewater.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordsTest {
    private static final long SEED = 1;
    private static final int ORDERS = 5_000;

    @ParameterizedTest
    @EnumSource
    void ordersAreAvroOfTheirSchema(Width width) throws IOException {
        Schema schema = new Schema.Parser().parse(width.avroSchema());
        Order order = new Order(SEED);
        for (int i = 0; i < ORDERS; i++) {
            GenericRecord read = avro(schema, width.record(order.at(i), new AvroEncoder(7)));

            assertThat(read.get("quantity")).isEqualTo(order.quantity());
            assertThat(read.get("order_time")).isEqualTo(order.time());
            assertThat(new BigInteger(((ByteBuffer) read.get("unit_price")).array()).longValue())
                    .isEqualTo(order.cents());
        }
    }

    @ParameterizedTest
    @EnumSource
    void ordersAreTheSameInJson(Width width) throws IOException {
        Schema schema = new Schema.Parser().parse(width.avroSchema());
        Order order = new Order(SEED);
        for (int i = 0; i < ORDERS; i++) {
            order.at(i);
            GenericRecord avro = avro(schema, width.record(order, new AvroEncoder(7)));
            JsonNode json = new ObjectMapper().readTree(width.record(order, new JsonEncoder()));

            assertThat(json.size()).isEqualTo(width.columns().size());
            assertThat(json.path("order_id").asText())
                    .isEqualTo(avro.get("order_id").toString());
            assertThat(json.path("coupon").isNull()).isEqualTo(avro.get("coupon") == null);
            assertThat(json.path("unit_price").decimalValue().movePointRight(2).longValueExact())
                    .isEqualTo(order.cents());
            assertThat(java.time.Instant.parse(json.path("order_time").asText()).toEpochMilli())
                    .isEqualTo(order.time());
        }
    }

    @Test
    void narrowOrdersTakeAbout178Bytes() {
        Order order = new Order(SEED);
        long bytes = 0;
        for (int i = 0; i < ORDERS; i++) {
            bytes += Width.NARROW.record(order.at(i), new AvroEncoder(7)).length;
        }

        assertThat(bytes / (double) ORDERS).isBetween(173.0, 183.0);
    }

    @Test
    void idsAreAllDifferentAndPaymentsReferToThem() throws IOException {
        Schema payments = new Schema.Parser().parse(Payments.SCHEMA);
        Set<String> ids = new HashSet<>();
        Order order = new Order(SEED);
        for (int i = 0; i < ORDERS; i++) {
            String id = new String(Width.id(order.at(i)), java.nio.charset.StandardCharsets.US_ASCII);
            ids.add(id);
            GenericRecord payment = avro(payments, Payments.record(order, new AvroEncoder(7)));

            assertThat(payment.get("order_id")).hasToString(id);
            assertThat((Long) payment.get("paid_at")).isBetween(order.time(), order.time() + 60_000);
        }
        assertThat(ids).hasSize(ORDERS);
    }

    @Test
    void truthIsTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(Truth.of(SEED, ORDERS)).isEqualTo(Truth.of(SEED, ORDERS)).isNotEqualTo(Truth.of(2, ORDERS));
    }

    @Test
    void truthAddsUpTheOrders() {
        Truth truth = Truth.of(SEED, ORDERS);

        assertThat(truth.quantity()).isBetween(4L * ORDERS, 6L * ORDERS);
        assertThat(truth.webOrders() * 100 / ORDERS).isBetween(43L, 47L);
        assertThat(truth.paidOrders() * 100 / ORDERS).isBetween(88L, 92L);
        assertThat(truth.windows()).isLessThan(ORDERS);
    }

    private static GenericRecord avro(Schema schema, byte[] bytes) throws IOException {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null);
        GenericRecord record = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
        assertThat(decoder.isEnd()).isTrue();
        return record;
    }
}
