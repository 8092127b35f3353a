package dev.tidewater.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What a process wrote down of its job.
 *
 * @param warmRecords that had been read when it was warm; 0 if it never was
 * @param warmCpuSeconds from then on
 * @param startCpuSeconds what it had taken before the job began
 * @param peakBytes resident memory, the highest of its life
 * @param rows that it counted itself, -1 if it writes to the lake
 * @param sum of their column, that it added up itself
 */
record Reading(
        double cpuSeconds,
        double wallSeconds,
        long warmRecords,
        double warmCpuSeconds,
        double warmWallSeconds,
        double startCpuSeconds,
        long peakBytes,
        long rows,
        long sum) {
    static Reading of(Path file) {
        Properties reading = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            reading.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("reading what a run measured", e);
        }
        return new Reading(
                Double.parseDouble(reading.getProperty("cpu-seconds")),
                Double.parseDouble(reading.getProperty("wall-seconds")),
                Long.parseLong(reading.getProperty("warm-records")),
                Double.parseDouble(reading.getProperty("warm-cpu-seconds")),
                Double.parseDouble(reading.getProperty("warm-wall-seconds")),
                Double.parseDouble(reading.getProperty("start-cpu-seconds")),
                Long.parseLong(reading.getProperty("peak-bytes")),
                Long.parseLong(reading.getProperty("rows", "-1")),
                Long.parseLong(reading.getProperty("sum", "-1")));
    }
}
