package dev.tidewater.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.TimestampProto;
import dev.tidewater.examples.shop.Order;
import dev.tidewater.examples.shop.Shop;
import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.SchemaText;
import dev.tidewater.flink.formats.protobuf.ConfluentProtobufDecoder;
import dev.tidewater.flink.formats.protobuf.ProtobufDecoding;
import dev.tidewater.flink.formats.protobuf.ProtobufTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One order of the example shop, twelve columns, from the value of a Kafka record to a row: Google's {@code DynamicMessage}
 * and a conversion of its fields beside ours. Both know the writer's schema.
 *
 * <p>A sample is the time of 64 orders. Look at its median: on a machine that does other things too, the mean says how often
 * the thread had to wait.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
public class ProtobufDecodingBenchmark {
    private static final int SCHEMA_ID = 7;
    private static final int ORDERS = 1_024;
    private static final int BATCH = 64;
    private static final int PREFIX = 6;
    private static final int PRECISION = 10;
    private static final int SCALE = 2;

    private static final SchemaText SCHEMA = SchemaText.of("""
            syntax = "proto3";
            import "confluent/meta.proto";
            import "confluent/type/decimal.proto";
            import "google/protobuf/timestamp.proto";
            message Order {
              string order_id = 1;
              google.protobuf.Timestamp order_time = 2 [(confluent.field_meta).params = {key: "flink.precision", value: "3"}];
              string user_id = 3;
              string product_id = 4;
              int32 quantity = 5;
              confluent.type.Decimal unit_price = 6 [(confluent.field_meta) = {
                params: [{key: "precision", value: "10"}, {key: "scale", value: "2"}]}];
              string currency = 7;
              string channel = 8;
              string country = 9;
              string payment_method = 10;
              optional string coupon = 11;
              bool gift = 12;
            }""");
    private static final Descriptor TYPE = type();
    private static final int[] TWO = {1, 5};

    private byte[][] orders = {};
    private int next;
    private final FieldDescriptor[] all = TYPE.getFields().toArray(FieldDescriptor[]::new);
    private final FieldDescriptor[] two =
            Arrays.stream(TWO).mapToObj(column -> all[column]).toArray(FieldDescriptor[]::new);
    private final ConfluentProtobufDecoder oursAll = ours(decoding());
    private final ConfluentProtobufDecoder oursTwo = ours(decoding()
            .projection(
                    Arrays.stream(TWO).mapToObj(column -> new int[] {column}).toArray(int[][]::new)));

    @Setup
    public void setUp() throws Exception {
        orders = new Shop(1, 2 * ORDERS)
                .records().stream()
                        .filter(sent -> sent.event() instanceof Order)
                        .map(sent -> framed((Order) sent.event()))
                        .limit(ORDERS)
                        .toArray(byte[][]::new);
        for (byte[] order : orders) {
            if (!oursAll.decode(order).equals(converted(order, all))) {
                throw new IllegalStateException(oursAll.decode(order) + " is not " + converted(order, all));
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void allColumnsDynamicMessage(Blackhole rows) throws IOException {
        for (int i = 0; i < BATCH; i++) {
            rows.consume(converted(order(), all));
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void allColumnsOurs(Blackhole rows) throws IOException, DecodeException {
        for (int i = 0; i < BATCH; i++) {
            rows.consume(oursAll.decode(order()));
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void twoColumnsDynamicMessage(Blackhole rows) throws IOException {
        for (int i = 0; i < BATCH; i++) {
            rows.consume(converted(order(), two));
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void twoColumnsOurs(Blackhole rows) throws IOException, DecodeException {
        for (int i = 0; i < BATCH; i++) {
            rows.consume(oursTwo.decode(order()));
        }
    }

    private byte[] order() {
        next = (next + 1) & (ORDERS - 1);
        return orders[next];
    }

    private static ProtobufDecoding decoding() {
        return ProtobufDecoding.of(ProtobufTypes.rowType(SCHEMA)).readerSchema(SCHEMA);
    }

    private static ConfluentProtobufDecoder ours(ProtobufDecoding decoding) {
        return new ConfluentProtobufDecoder(
                decoding, id -> id == SCHEMA_ID ? Optional.of(SCHEMA) : Optional.empty(), InstantSource.system());
    }

    private static GenericRowData converted(byte[] record, FieldDescriptor[] columns)
            throws InvalidProtocolBufferException {
        DynamicMessage message = DynamicMessage.newBuilder(TYPE)
                .mergeFrom(record, PREFIX, record.length - PREFIX)
                .build();
        GenericRowData row = new GenericRowData(columns.length);
        for (int i = 0; i < columns.length; i++) {
            FieldDescriptor column = columns[i];
            row.setField(
                    i,
                    column.hasPresence() && !message.hasField(column) ? null : value(message.getField(column), column));
        }
        return row;
    }

    private static Object value(Object value, FieldDescriptor column) {
        return switch (column.getJavaType()) {
            case STRING -> StringData.fromString((String) value);
            case MESSAGE -> {
                Message message = (Message) value;
                List<FieldDescriptor> parts = column.getMessageType().getFields();
                if (parts.size() == 2) {
                    long seconds = (Long) message.getField(parts.get(0));
                    int nanos = (Integer) message.getField(parts.get(1));
                    yield TimestampData.fromEpochMillis(seconds * 1_000 + nanos / 1_000_000);
                }
                ByteString unscaled = (ByteString) message.getField(parts.get(0));
                int scale = (Integer) message.getField(parts.get(2));
                yield DecimalData.fromBigDecimal(
                        new BigDecimal(new BigInteger(unscaled.toByteArray()), scale), PRECISION, SCALE);
            }
            default -> value;
        };
    }

    private static byte[] framed(Order order) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(TYPE);
        long millis = order.orderTime().toEpochMilli();
        set(message, "order_id", order.orderId());
        set(
                message,
                "order_time",
                Timestamp.newBuilder()
                        .setSeconds(Math.floorDiv(millis, 1_000))
                        .setNanos((int) Math.floorMod(millis, 1_000) * 1_000_000)
                        .build());
        set(message, "user_id", order.userId());
        set(message, "product_id", order.productId());
        set(message, "quantity", order.quantity());
        Descriptor decimal = TYPE.findFieldByName("unit_price").getMessageType();
        DynamicMessage.Builder price = DynamicMessage.newBuilder(decimal);
        set(
                price,
                "value",
                ByteString.copyFrom(
                        order.unitPrice().setScale(SCALE).unscaledValue().toByteArray()));
        set(price, "precision", PRECISION);
        set(price, "scale", SCALE);
        set(message, "unit_price", price.build());
        set(message, "currency", order.currency());
        set(message, "channel", order.channel());
        set(message, "country", order.country());
        set(message, "payment_method", order.paymentMethod());
        if (order.coupon() != null) {
            set(message, "coupon", order.coupon());
        }
        set(message, "gift", order.gift());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 0, 0, SCHEMA_ID, 0});
        out.writeBytes(message.build().toByteArray());
        return out.toByteArray();
    }

    private static void set(DynamicMessage.Builder message, String field, Object value) {
        message.setField(message.getDescriptorForType().findFieldByName(field), value);
    }

    private static Descriptor type() {
        DescriptorProto decimal = DescriptorProto.newBuilder()
                .setName("Decimal")
                .addField(field("value", 1, Type.TYPE_BYTES))
                .addField(field("precision", 2, Type.TYPE_UINT32))
                .addField(field("scale", 3, Type.TYPE_INT32))
                .build();
        DescriptorProto.Builder order = DescriptorProto.newBuilder().setName("Order");
        String[] names = {
            "order_id",
            "order_time",
            "user_id",
            "product_id",
            "quantity",
            "unit_price",
            "currency",
            "channel",
            "country",
            "payment_method",
            "coupon",
            "gift"
        };
        for (int i = 0; i < names.length; i++) {
            FieldDescriptorProto.Builder field = switch (names[i]) {
                case "order_time" ->
                    field(names[i], i + 1, Type.TYPE_MESSAGE).setTypeName(".google.protobuf.Timestamp");
                case "unit_price" -> field(names[i], i + 1, Type.TYPE_MESSAGE).setTypeName(".confluent.type.Decimal");
                case "quantity" -> field(names[i], i + 1, Type.TYPE_INT32);
                case "gift" -> field(names[i], i + 1, Type.TYPE_BOOL);
                case "coupon" ->
                    field(names[i], i + 1, Type.TYPE_STRING)
                            .setProto3Optional(true)
                            .setOneofIndex(0);
                default -> field(names[i], i + 1, Type.TYPE_STRING);
            };
            order.addField(field);
        }
        order.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_coupon"));
        try {
            FileDescriptor decimals = FileDescriptor.buildFrom(
                    file("confluent/type/decimal.proto", decimal)
                            .setPackage("confluent.type")
                            .build(),
                    new FileDescriptor[0]);
            return FileDescriptor.buildFrom(
                            file("order.proto", order.build())
                                    .addDependency("google/protobuf/timestamp.proto")
                                    .addDependency("confluent/type/decimal.proto")
                                    .build(),
                            new FileDescriptor[] {TimestampProto.getDescriptor(), decimals})
                    .getMessageTypes()
                    .get(0);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FileDescriptorProto.Builder file(String name, DescriptorProto message) {
        return FileDescriptorProto.newBuilder()
                .setName(name)
                .setSyntax("proto3")
                .addMessageType(message);
    }

    private static FieldDescriptorProto.Builder field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .setType(type);
    }
}
