package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;

/** A value and where it stands. */
record GivenValue(JsonNode value, Mark mark) {}
