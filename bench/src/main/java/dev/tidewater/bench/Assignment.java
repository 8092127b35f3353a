package dev.tidewater.bench;

import dev.tidewater.bench.data.Dataset;
import dev.tidewater.engine.stack.Endpoints;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * A run that is to be made.
 *
 * @param records in all inputs together
 * @param namespace of the table that is to be written
 * @param moreJvmArguments for whoever looks into the process
 */
record Assignment(
        Work work,
        Peer peer,
        List<Dataset> inputs,
        long records,
        int commits,
        String namespace,
        Path folder,
        List<String> moreJvmArguments) {

    Path jobFile() {
        return folder.resolve(name() + ".properties");
    }

    Path readingFile() {
        return folder.resolve(name() + ".reading");
    }

    String name() {
        return work.label() + "-" + peer.label();
    }

    /** What every peer must know. */
    Properties properties(Endpoints endpoints) {
        Properties job = new Properties();
        job.setProperty("name", name());
        job.setProperty("work", work.label());
        job.setProperty("width", inputs.get(0).width().name());
        job.setProperty("folder", folder.toString());
        job.setProperty("reading", readingFile().toString());
        job.setProperty("records", Long.toString(records));
        job.setProperty("commits", Integer.toString(commits));
        job.setProperty("topic", inputs.get(0).topic());
        job.setProperty("brokers", endpoints.kafka().bootstrapServers());
        job.setProperty("registry", endpoints.schemaRegistry().url());
        job.setProperty("catalog", endpoints.catalog().uri());
        job.setProperty("warehouse", endpoints.catalog().warehouse());
        job.setProperty("s3", endpoints.s3().endpoint());
        job.setProperty("region", endpoints.s3().region());
        job.setProperty("namespace", namespace);
        job.setProperty("table", Lake.TABLE);
        return job;
    }

    void write(Properties job) {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(readingFile());
            try (OutputStream out = Files.newOutputStream(jobFile())) {
                job.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + jobFile(), e);
        }
    }
}
