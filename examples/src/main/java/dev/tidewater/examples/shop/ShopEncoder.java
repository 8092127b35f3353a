package dev.tidewater.examples.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the shop's records: orders in Avro behind the five bytes that name their schema in a registry, product
 * changes as Debezium writes them without schemas, payments in JSON.
 */
public final class ShopEncoder {
    /** The subject under which {@link #orderSchema()} must be registered. */
    public static final String ORDER_SUBJECT = "orders-value";

    private static final String ORDER_SCHEMA = read("orders.avsc");
    private static final Schema AVRO = new Schema.Parser().parse(ORDER_SCHEMA);
    private static final byte REGISTRY_MAGIC = 0;
    private static final int PREFIX = 1 + Integer.BYTES;
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

    private final int orderSchemaId;
    private final ObjectMapper json = new ObjectMapper();
    private final DecimalConversion decimals = new DecimalConversion();

    /** @param orderSchemaId what the registry answered when {@link #orderSchema()} was registered */
    public ShopEncoder(int orderSchemaId) {
        this.orderSchemaId = orderSchemaId;
    }

    /** The Avro schema of an order, as JSON, ready to be registered. */
    public static String orderSchema() {
        return ORDER_SCHEMA;
    }

    /** The value of a Kafka record; null for a tombstone. */
    public byte @Nullable [] value(ShopEvent event) {
        if (event instanceof Order order) {
            return avro(order);
        }
        if (event instanceof Payment payment) {
            return bytes(node(payment));
        }
        if (event instanceof ProductChange change) {
            return bytes(node(change));
        }
        return null;
    }

    private byte[] avro(Order order) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(160);
        out.writeBytes(ByteBuffer.allocate(PREFIX)
                .put(REGISTRY_MAGIC)
                .putInt(orderSchemaId)
                .array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(AVRO).write(generic(order), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing order " + order.orderId() + " to memory", e);
        }
        return out.toByteArray();
    }

    private GenericRecord generic(Order order) {
        Schema price = AVRO.getField("unit_price").schema();
        GenericRecord generic = new GenericData.Record(AVRO);
        generic.put("order_id", order.orderId());
        generic.put("order_time", order.orderTime().toEpochMilli());
        generic.put("user_id", order.userId());
        generic.put("product_id", order.productId());
        generic.put("quantity", order.quantity());
        generic.put("unit_price", decimals.toBytes(order.unitPrice(), price, price.getLogicalType()));
        generic.put("currency", order.currency());
        generic.put("channel", order.channel());
        generic.put("country", order.country());
        generic.put("payment_method", order.paymentMethod());
        generic.put("coupon", order.coupon());
        generic.put("gift", order.gift());
        return generic;
    }

    private static ObjectNode node(Payment payment) {
        return object().put("payment_id", payment.paymentId())
                .put("order_id", payment.orderId())
                .put("paid_at", iso(payment.paidAt()))
                .put("amount", payment.amount())
                .put("currency", payment.currency())
                .put("provider", payment.provider());
    }

    private static ObjectNode node(ProductChange change) {
        long committed = change.committedAt().toEpochMilli();
        ObjectNode source = object().put("version", "3.2.0.Final")
                .put("connector", "postgresql")
                .put("name", "shop")
                .put("ts_ms", committed)
                .put("snapshot", change.origin() == ProductChange.Origin.SNAPSHOT ? "true" : "false")
                .put("db", "shop")
                .put("schema", "public")
                .put("table", "products");
        ObjectNode envelope = object();
        envelope.set("before", row(change.before()));
        envelope.set("after", row(change.after()));
        envelope.set("source", source);
        return envelope.put("op", change.operation()).put("ts_ms", committed + 250);
    }

    /** Prices are text, as with Debezium's {@code decimal.handling.mode=string}: no rounding on the way. */
    private static @Nullable ObjectNode row(@Nullable Product product) {
        if (product == null) {
            return null;
        }
        return object().put("product_id", product.productId())
                .put("name", product.name())
                .put("category", product.category())
                .put("list_price", product.listPrice().toPlainString());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String iso(Instant moment) {
        return ISO.format(LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
    }

    private byte[] bytes(ObjectNode node) {
        try {
            return json.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing JSON to memory", e);
        }
    }

    private static String read(String resource) {
        try (InputStream in = ShopEncoder.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource \"" + resource + "\" is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading resource \"" + resource + "\"", e);
        }
    }
}
