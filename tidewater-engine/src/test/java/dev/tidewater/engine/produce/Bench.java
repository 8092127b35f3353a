package dev.tidewater.engine.produce;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidewater.model.TidewaterException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Runs {@link Produce} against fakes, in a world where it is always the same moment. */
final class Bench {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    final FakeSink sink = new FakeSink();
    final FakeRegistry registry = new FakeRegistry();
    final List<ProduceListener.Progress> progress = new ArrayList<>();
    final List<Long> pauses = new ArrayList<>();
    private final Path folder;
    private byte[] standardInput = new byte[0];
    private long nanos;

    Bench(Path folder) {
        this.folder = folder;
    }

    Path file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Path file(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    Path standardInput(byte[] bytes) {
        standardInput = bytes.clone();
        return Path.of("-");
    }

    Path standardInput(String text) {
        return standardInput(text.getBytes(StandardCharsets.UTF_8));
    }

    ProduceReport send(Path file) {
        return send(file, request -> request);
    }

    ProduceReport send(Path file, UnaryOperator<ProduceRequest> asking) {
        KafkaEndpoints endpoints = new KafkaEndpoints("unused:1", Optional.of(URI.create("http://unused")));
        Produce produce = new Produce(
                endpoints,
                new ByteArrayInputStream(standardInput),
                topic -> sink,
                registry,
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> nanos,
                wait -> {
                    pauses.add(wait);
                    nanos += wait;
                });
        return produce.run(asking.apply(ProduceRequest.of("orders", file)), progress::add);
    }

    TidewaterException fail(Path file) {
        return fail(file, request -> request);
    }

    TidewaterException fail(Path file, UnaryOperator<ProduceRequest> asking) {
        TidewaterException error = catchThrowableOfType(TidewaterException.class, () -> send(file, asking));
        if (error == null) {
            throw new AssertionError("expected an error; " + sink.records.size() + " records were sent");
        }
        return error;
    }
}
