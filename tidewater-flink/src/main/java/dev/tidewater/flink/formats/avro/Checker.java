package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;

/** Passes over one value, and finds what is wrong with it. */
@FunctionalInterface
interface Checker {
    void check(Input in) throws DecodeException;
}
