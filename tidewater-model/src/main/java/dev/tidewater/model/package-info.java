/** What a user owns and what we say about it: projects, pipelines, targets, findings, errors. JDK and YAML only. */
@NullMarked
package dev.tidewater.model;

import org.jspecify.annotations.NullMarked;
