/** The SDK on a real broker, with a stand-in for the services: what is wrong here is the SDK's fault alone. */
@NullMarked
package dev.swarmlog.sdk;

import org.jspecify.annotations.NullMarked;
