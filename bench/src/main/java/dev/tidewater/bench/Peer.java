package dev.tidewater.bench;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Who does a work. */
public enum Peer {
    OURS("Tidewater", EnumSet.allOf(Work.class)),
    STOCK("Flink SQL", EnumSet.allOf(Work.class)),
    STOCK_REUSE("Flink SQL, object reuse", EnumSet.allOf(Work.class));

    private final String title;
    private final Set<Work> works;

    Peer(String title, Set<Work> works) {
        this.title = title;
        this.works = works;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String title() {
        return title;
    }

    boolean does(Work work) {
        return works.contains(work);
    }
}
