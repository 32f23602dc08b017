@NullMarked
package dev.swarmlog.saga.http;

import org.jspecify.annotations.NullMarked;
