package dev.tidewater.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who does a work. The last ones do less than the work: no other way to do it can be cheaper than they are. */
public enum Peer {
    OURS("Tidewater", EnumSet.allOf(Work.class), ""),
    STOCK("Flink SQL", EnumSet.allOf(Work.class), ""),
    STOCK_REUSE("Flink SQL with object reuse", EnumSet.allOf(Work.class), ""),
    SPARK("Spark Structured Streaming", EnumSet.of(Work.A, Work.C, Work.D, Work.F), "spark"),
    CONNECT("Kafka Connect, Iceberg sink", EnumSet.of(Work.C, Work.D), "connect"),
    STREAMS("Kafka Streams", EnumSet.of(Work.B), "streams"),
    CONSUMER("limit: only consume", EnumSet.of(Work.A, Work.B, Work.C, Work.D, Work.F), ""),
    DECODE("limit: consume and decode", EnumSet.of(Work.A, Work.C), ""),
    PARQUET("limit: only write Parquet", EnumSet.of(Work.C), "");

    private final String title;
    private final Set<Work> works;
    private final String folder;

    Peer(String title, Set<Work> works, String folder) {
        this.title = title;
        this.works = works;
        this.folder = folder;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String title() {
        return title;
    }

    /** Whether it leaves out most of the work. */
    public boolean isLimit() {
        return List.of(CONSUMER, DECODE, PARQUET).contains(this);
    }

    public boolean does(Work work) {
        return works.contains(work);
    }

    /** Where below {@code bench/peers} its POM and its source lie; nothing if it needs none. */
    Optional<String> folder() {
        return folder.isEmpty() ? Optional.empty() : Optional.of(folder);
    }
}
