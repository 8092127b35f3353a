package dev.tidewater.flink.formats;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was made of each schema, made once per id. Records of one topic mostly share a schema, so the last id is compared
 * first. Not thread safe.
 *
 * <p>That an id is unknown is remembered for a while only, since it may be registered later; and for few ids, since
 * damaged records name any number of them. That the registry did not answer is never remembered.
 *
 * @param <S> a schema as it is looked up
 * @param <T> what is made of a schema, a decoder for instance
 */
public final class BySchemaId<S, T> {
    /** Finds a schema by its id, like {@link SchemaLookup}. */
    @FunctionalInterface
    public interface Lookup<S> {
        Optional<S> schema(int id) throws IOException;
    }

    /** Makes something of a schema. */
    @FunctionalInterface
    public interface Making<S, T> {
        T of(S schema) throws DecodeException;
    }

    private static final int UNKNOWN_IDS = 1_000;

    private final Lookup<S> lookup;
    private final Making<S, T> making;
    private final Duration forgetUnknownAfter;
    private final InstantSource clock;
    private final Map<Integer, Entry<T>> entries = new HashMap<>();
    private final Map<Integer, Long> unknownUntil = new HashMap<>();
    private int lastId;
    private @Nullable T last;

    /** @param making its {@link DecodeException} is remembered like a result: a schema does not change under its id */
    public BySchemaId(Lookup<S> lookup, Making<S, T> making, Duration forgetUnknownAfter, InstantSource clock) {
        this.lookup = lookup;
        this.making = making;
        this.forgetUnknownAfter = forgetUnknownAfter;
        this.clock = clock;
    }

    /**
     * @throws DecodeException if the registry knows no such id, or nothing can be made of its schema
     * @throws IOException if the registry did not answer
     */
    public T of(int id) throws DecodeException, IOException {
        T known = last;
        if (known != null && lastId == id) {
            return known;
        }
        return lookUp(id);
    }

    private T lookUp(int id) throws DecodeException, IOException {
        Entry<T> entry = entries.get(id);
        if (entry == null) {
            entry = make(id);
            entries.put(id, entry);
        }
        T made = entry.made();
        lastId = id;
        last = made;
        return made;
    }

    private Entry<T> make(int id) throws DecodeException, IOException {
        Long until = unknownUntil.get(id);
        if (until != null && clock.millis() < until) {
            throw unknown(id);
        }
        Optional<S> schema = lookup.schema(id);
        if (schema.isEmpty()) {
            if (unknownUntil.size() >= UNKNOWN_IDS) {
                unknownUntil.clear();
            }
            unknownUntil.put(id, clock.millis() + forgetUnknownAfter.toMillis());
            throw unknown(id);
        }
        unknownUntil.remove(id);
        try {
            return new Entry<>(making.of(schema.get()), null);
        } catch (DecodeException e) {
            return new Entry<>(null, e);
        }
    }

    private static DecodeException unknown(int id) {
        return new DecodeException(DecodeException.Reason.UNKNOWN_SCHEMA, 1, "id " + id);
    }

    private record Entry<T>(@Nullable T result, @Nullable DecodeException fault) {
        T made() throws DecodeException {
            if (fault != null) {
                throw fault;
            }
            return Objects.requireNonNull(result);
        }
    }
}
