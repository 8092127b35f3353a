package dev.tidewater.cli;

import java.util.Map;

/** A command whose findings may be about a text that stands in no file. */
interface HasTexts {
    /** Texts by the name that findings give them. */
    Map<String, String> texts();
}
