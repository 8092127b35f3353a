package dev.tidewater.flink.formats.protobuf;

import org.jspecify.annotations.Nullable;

/** Where in a message: {@code items[].price}, {@code labels{}}. */
record Path(@Nullable Path parent, String step) {
    static final Path ROOT = new Path(null, "");

    Path field(String name) {
        return new Path(this, name);
    }

    Path items() {
        return new Path(this, "[]");
    }

    Path values() {
        return new Path(this, "{}");
    }

    boolean isRoot() {
        return parent == null;
    }

    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        boolean joined = parent.isRoot() || step.equals("[]") || step.equals("{}");
        return parent + (joined ? "" : ".") + step;
    }
}
