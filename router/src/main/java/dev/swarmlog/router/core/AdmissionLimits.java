package dev.swarmlog.router.core;

/** What a message may be at most; anything beyond is refused. */
public record AdmissionLimits(
        int payloadBytesMax,
        int attributesMax,
        int attributeCharsMax,
        int attributesCharsMax,
        int idCharsMax,
        int tagsMax,
        int hopsMax,
        int attemptsMax) {}
