package dev.tidewater.engine.produce;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What to send where. Start from {@link #of} and say what differs from the defaults.
 *
 * @param file the file, or {@code -} for standard input
 * @param format overrides what the file's name and first bytes say
 * @param rate records a second; as fast as possible if absent
 * @param limit only the first so many records
 * @param partitions of the topic, if it has to be created (1 if absent)
 * @param timestampField a field that becomes the record's timestamp: ISO-8601 text (UTC if it names no zone) or epoch
 *     milliseconds
 * @param columnTypes CSV columns whose type is given instead of inferred
 * @param headers put on every record, in this order
 */
public record ProduceRequest(
        String topic,
        Path file,
        Optional<InputFormat> format,
        Optional<RecordKey> key,
        ValueEncoding value,
        OptionalDouble rate,
        OptionalLong limit,
        OptionalInt partitions,
        Optional<String> timestampField,
        Map<String, ColumnType> columnTypes,
        Map<String, String> headers) {

    public ProduceRequest {
        columnTypes = Collections.unmodifiableMap(new LinkedHashMap<>(columnTypes));
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        require(rate.isEmpty() || rate.getAsDouble() > 0, "the rate must be positive");
        require(limit.isEmpty() || limit.getAsLong() > 0, "the limit must be positive");
        require(partitions.isEmpty() || partitions.getAsInt() > 0, "a topic has at least one partition");
    }

    /** JSON values, no key, one partition, as fast as possible. */
    public static ProduceRequest of(String topic, Path file) {
        return new ProduceRequest(
                topic,
                file,
                Optional.empty(),
                Optional.empty(),
                new ValueEncoding.Json(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    public ProduceRequest withFormat(InputFormat newFormat) {
        return new ProduceRequest(
                topic,
                file,
                Optional.of(newFormat),
                key,
                value,
                rate,
                limit,
                partitions,
                timestampField,
                columnTypes,
                headers);
    }

    public ProduceRequest withKey(RecordKey newKey) {
        return new ProduceRequest(
                topic,
                file,
                format,
                Optional.of(newKey),
                value,
                rate,
                limit,
                partitions,
                timestampField,
                columnTypes,
                headers);
    }

    public ProduceRequest withValue(ValueEncoding newValue) {
        return new ProduceRequest(
                topic, file, format, key, newValue, rate, limit, partitions, timestampField, columnTypes, headers);
    }

    public ProduceRequest withRate(double recordsPerSecond) {
        return new ProduceRequest(
                topic,
                file,
                format,
                key,
                value,
                OptionalDouble.of(recordsPerSecond),
                limit,
                partitions,
                timestampField,
                columnTypes,
                headers);
    }

    public ProduceRequest withLimit(long records) {
        return new ProduceRequest(
                topic,
                file,
                format,
                key,
                value,
                rate,
                OptionalLong.of(records),
                partitions,
                timestampField,
                columnTypes,
                headers);
    }

    public ProduceRequest withPartitions(int count) {
        return new ProduceRequest(
                topic,
                file,
                format,
                key,
                value,
                rate,
                limit,
                OptionalInt.of(count),
                timestampField,
                columnTypes,
                headers);
    }

    public ProduceRequest withTimestampField(String field) {
        return new ProduceRequest(
                topic, file, format, key, value, rate, limit, partitions, Optional.of(field), columnTypes, headers);
    }

    public ProduceRequest withColumnTypes(Map<String, ColumnType> types) {
        return new ProduceRequest(
                topic, file, format, key, value, rate, limit, partitions, timestampField, types, headers);
    }

    public ProduceRequest withHeaders(Map<String, String> newHeaders) {
        return new ProduceRequest(
                topic, file, format, key, value, rate, limit, partitions, timestampField, columnTypes, newHeaders);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
