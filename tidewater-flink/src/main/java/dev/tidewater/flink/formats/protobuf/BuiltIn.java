package dev.tidewater.flink.formats.protobuf;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Schemas that others import and no registry holds, because everybody has them: as far as messages of theirs may be
 * fields of a record. Numbers and types are those of Google's and Confluent's files.
 */
final class BuiltIn {
    static final String TIMESTAMP = "google.protobuf.Timestamp";
    static final String DATE = "google.type.Date";
    static final String TIME = "google.type.TimeOfDay";
    static final String DECIMAL = "confluent.type.Decimal";

    static final String TIMESTAMP_FILE = "google/protobuf/timestamp.proto";
    static final String DATE_FILE = "google/type/date.proto";
    static final String TIME_FILE = "google/type/timeofday.proto";
    static final String DECIMAL_FILE = "confluent/type/decimal.proto";
    static final String META_FILE = "confluent/meta.proto";

    private static final Map<String, String> FILES = Map.ofEntries(
            google(TIMESTAMP_FILE, "protobuf", "message Timestamp { int64 seconds = 1; int32 nanos = 2; }"),
            google(
                    "google/protobuf/duration.proto",
                    "protobuf",
                    "message Duration { int64 seconds = 1; int32 nanos = 2; }"),
            google("google/protobuf/empty.proto", "protobuf", "message Empty {}"),
            google("google/protobuf/any.proto", "protobuf", "message Any { string type_url = 1; bytes value = 2; }"),
            google("google/protobuf/field_mask.proto", "protobuf", "message FieldMask { repeated string paths = 1; }"),
            google("google/protobuf/wrappers.proto", "protobuf", """
                    message DoubleValue { double value = 1; }
                    message FloatValue { float value = 1; }
                    message Int64Value { int64 value = 1; }
                    message UInt64Value { uint64 value = 1; }
                    message Int32Value { int32 value = 1; }
                    message UInt32Value { uint32 value = 1; }
                    message BoolValue { bool value = 1; }
                    message StringValue { string value = 1; }
                    message BytesValue { bytes value = 1; }
                    """),
            google("google/protobuf/struct.proto", "protobuf", """
                    message Struct { map<string, Value> fields = 1; }
                    message Value { oneof kind {
                      NullValue null_value = 1; double number_value = 2; string string_value = 3; bool bool_value = 4;
                      Struct struct_value = 5; ListValue list_value = 6; } }
                    enum NullValue { NULL_VALUE = 0; }
                    message ListValue { repeated Value values = 1; }
                    """),
            google(DATE_FILE, "type", "message Date { int32 year = 1; int32 month = 2; int32 day = 3; }"),
            google(
                    TIME_FILE,
                    "type",
                    "message TimeOfDay { int32 hours = 1; int32 minutes = 2; int32 seconds = 3; int32 nanos = 4; }"),
            google("google/type/decimal.proto", "type", "message Decimal { string value = 1; }"),
            google(
                    "google/type/money.proto",
                    "type",
                    "message Money { string currency_code = 1; int64 units = 2; int32 nanos = 3; }"),
            google("google/type/latlng.proto", "type", "message LatLng { double latitude = 1; double longitude = 2; }"),
            Map.entry(
                    DECIMAL_FILE,
                    "syntax = \"proto3\"; package confluent.type;"
                            + " message Decimal { bytes value = 1; uint32 precision = 2; int32 scale = 3; }"));

    private BuiltIn() {}

    /** Null if there is none of the name. */
    static @Nullable String text(String file) {
        return FILES.get(file);
    }

    private static Map.Entry<String, String> google(String file, String library, String types) {
        return Map.entry(file, "syntax = \"proto3\"; package google." + library + "; " + types);
    }
}
