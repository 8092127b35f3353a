package dev.tidewater.bench.job;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What this process spends on a job, and what of it once it is warm, read from Linux: CPU of all its threads and of children that have ended, the
 * collector's and the compiler's included; and the most memory that it ever held.
 */
public final class Meter {
    /** Linux counts CPU time for programs in hundredths of a second, whatever its clock does. */
    private static final double TICKS_A_SECOND = 100;

    private static final long POLL_NANOS = 20_000_000;

    /** A job is warm after a fifth of its records. */
    public static final int WARM_AFTER = 5;

    private final Mark began;
    private volatile Mark warm;
    private Mark ended;

    /** What had been spent at a moment, and the records that had been read. */
    private record Mark(double cpuSeconds, long nanos, long records) {}

    private Meter(Mark began) {
        this.began = began;
        this.warm = began;
        this.ended = began;
    }

    /** The job begins. */
    public static Meter begin() throws IOException {
        return new Meter(new Mark(cpuSeconds(), System.nanoTime(), 0));
    }

    /**
     * The job has read that many records, and the compiler has seen what it does: from here on its cost is one of records. Said
     * again it does nothing.
     */
    public void warm(long records) throws IOException {
        if (warm.records == 0) {
            warm = new Mark(cpuSeconds(), System.nanoTime(), records);
        }
    }

    /** Watches the consumers of this JVM, for a job that cannot say how far it is: it is warm after a fifth of its records. */
    public void watch(long records) {
        Thread watch = new Thread(
                () -> {
                    while (warm.records == 0) {
                        LockSupport.parkNanos(POLL_NANOS);
                        long consumed = recordsConsumed();
                        if (consumed >= records / WARM_AFTER) {
                            try {
                                warm(consumed);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }
                    }
                },
                "meter");
        watch.setDaemon(true);
        watch.start();
    }

    public boolean isWarm() {
        return warm.records > 0;
    }

    /** The job is over: writes what it took, for {@code Reading} to read. */
    public void end(Path file) throws IOException {
        stop();
        write(file, Map.of());
    }

    /** The job is over; what it found, {@code rows} and their {@code sum}, is written later. */
    public void stop() throws IOException {
        ended = new Mark(cpuSeconds(), System.nanoTime(), 0);
    }

    public void write(Path file, Map<String, Long> more) throws IOException {
        Properties reading = new Properties();
        double cpuSeconds = ended.cpuSeconds;
        long now = ended.nanos;
        reading.setProperty("cpu-seconds", Double.toString(cpuSeconds - began.cpuSeconds));
        reading.setProperty("wall-seconds", Double.toString((now - began.nanos) / 1e9));
        reading.setProperty("warm-records", Long.toString(warm.records));
        reading.setProperty("warm-cpu-seconds", Double.toString(cpuSeconds - warm.cpuSeconds));
        reading.setProperty("warm-wall-seconds", Double.toString((now - warm.nanos) / 1e9));
        reading.setProperty("start-cpu-seconds", Double.toString(began.cpuSeconds));
        reading.setProperty("peak-bytes", Long.toString(peakBytes()));
        more.forEach((key, value) -> reading.setProperty(key, Long.toString(value)));
        try (OutputStream out = Files.newOutputStream(file)) {
            reading.store(out, null);
        }
    }

    /** Records that the Kafka consumers of this JVM have handed out so far, those that are closed not counted. */
    public static long recordsConsumed() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        double sum = 0;
        try {
            ObjectName all = new ObjectName("kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*");
            for (ObjectName name : beans.queryNames(all, null)) {
                if (name.getKeyPropertyList().size() == 2
                        && beans.getAttribute(name, "records-consumed-total") instanceof Double count) {
                    sum += count;
                }
            }
        } catch (JMException e) {
            // A consumer that was just closed has taken its figures along.
        }
        return (long) sum;
    }

    private static double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        // The name of the program, in parentheses, may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int field = 11; field < 15; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks / TICKS_A_SECOND;
    }

    private static long peakBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        return 0;
    }
}
