package dev.tidewater.engine.deploy;

import dev.tidewater.engine.stack.Endpoints;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.io.InputFile;

/**
 * Finds in the object store what jobs left behind, for when no JobManager is there to ask. A checkpoint or savepoint is
 * complete once its {@code _metadata} is there: Flink writes it last, and only then tells sinks to commit.
 */
final class RetainedCheckpoints {
    private static final String CHECKPOINTS = "s3://" + Endpoints.FLINK_BUCKET + "/checkpoints/";
    private static final Pattern CHECKPOINT = Pattern.compile("(.*/chk-(\\d+))/_metadata");
    private static final String METADATA = "/_metadata";

    /** What a {@code _metadata} begins with, before its version and its number: Flink's {@code Checkpoints}. */
    private static final int MAGIC = 0x4960672d;

    private final Endpoints.S3 s3;

    RetainedCheckpoints(Endpoints.S3 s3) {
        this.s3 = s3;
    }

    /**
     * A complete checkpoint or savepoint.
     *
     * @param number a job counts both in one sequence, and goes on with that of what it was restored from
     */
    record Retained(String path, long number) {}

    /** The newest complete checkpoint of a job. */
    Optional<Retained> newest(String jobId) {
        try (S3FileIO store = open()) {
            return files(store, CHECKPOINTS + jobId + "/chk-")
                    .map(CHECKPOINT::matcher)
                    .filter(Matcher::matches)
                    .map(match -> new Retained(match.group(1), Long.parseLong(match.group(2))))
                    .max(Comparator.comparingLong(Retained::number));
        }
    }

    /** The complete savepoint below {@code folder}, which holds one at most. */
    Optional<Retained> savepoint(String folder) {
        try (S3FileIO store = open()) {
            return files(store, folder + "/")
                    .filter(file -> file.endsWith(METADATA))
                    .findFirst()
                    .map(file -> new Retained(
                            file.substring(0, file.length() - METADATA.length()), number(store.newInputFile(file))));
        }
    }

    /** All folders directly below one that hold something. */
    Set<String> folders(String parent) {
        String prefix = parent + "/";
        try (S3FileIO store = open()) {
            return files(store, prefix)
                    .map(file -> file.substring(0, Math.max(file.indexOf('/', prefix.length()), prefix.length())))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Deletes a folder with all that is in it; one that is gone is left so. */
    void delete(String folder) {
        try (S3FileIO store = open()) {
            store.deletePrefix(folder + "/");
        }
    }

    private static long number(InputFile metadata) {
        try (DataInputStream in = new DataInputStream(metadata.newStream())) {
            if (in.readInt() != MAGIC) {
                throw new IllegalStateException(metadata.location() + " is not metadata of a savepoint");
            }
            in.readInt();
            return in.readLong();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + metadata.location(), e);
        }
    }

    private static Stream<String> files(S3FileIO store, String prefix) {
        return StreamSupport.stream(store.listPrefix(prefix).spliterator(), false)
                .map(file -> file.location());
    }

    private S3FileIO open() {
        S3FileIO store = new S3FileIO();
        store.initialize(Map.of(
                "s3.endpoint", s3.endpoint(),
                "s3.path-style-access", Boolean.toString(s3.pathStyle()),
                "s3.access-key-id", s3.accessKey(),
                "s3.secret-access-key", s3.secretKey(),
                "client.region", s3.region()));
        return store;
    }
}
