package dev.tidewater.engine.deploy;

import dev.tidewater.engine.stack.Endpoints;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.iceberg.aws.s3.S3FileIO;

/**
 * Finds in the object store what jobs left behind, for when no JobManager is there to ask. A checkpoint or savepoint is
 * complete once its {@code _metadata} is there: Flink writes it last, and only then tells sinks to commit.
 */
final class RetainedCheckpoints {
    private static final String CHECKPOINTS = "s3://" + Endpoints.FLINK_BUCKET + "/checkpoints/";
    private static final Pattern CHECKPOINT = Pattern.compile("(.*/chk-(\\d+))/_metadata");

    private final Endpoints.S3 s3;

    RetainedCheckpoints(Endpoints.S3 s3) {
        this.s3 = s3;
    }

    /** The newest complete checkpoint of a job. */
    Optional<String> newest(String jobId) {
        try (S3FileIO store = open()) {
            return files(store, CHECKPOINTS + jobId + "/chk-")
                    .map(CHECKPOINT::matcher)
                    .filter(Matcher::matches)
                    .max(Comparator.comparingLong(match -> Long.parseLong(match.group(2))))
                    .map(match -> match.group(1));
        }
    }

    /** The complete savepoint below {@code folder}, which holds one at most. */
    Optional<String> savepoint(String folder) {
        try (S3FileIO store = open()) {
            return files(store, folder + "/")
                    .filter(file -> file.endsWith("/_metadata"))
                    .map(file -> file.substring(0, file.length() - "/_metadata".length()))
                    .findFirst();
        }
    }

    private static java.util.stream.Stream<String> files(S3FileIO store, String prefix) {
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
