package dev.inventory.simulator;

/** Values of error-status that agents give: RFC 3416 section 3, the first four in RFC 1157, too. */
final class ErrorStatus {
    static final int NO_ERROR = 0;
    static final int TOO_BIG = 1;
    static final int NO_SUCH_NAME = 2;
    static final int BAD_VALUE = 3;
    static final int NO_ACCESS = 6;
    static final int WRONG_TYPE = 7;
    static final int WRONG_LENGTH = 8;
    static final int NO_CREATION = 11;
    static final int NOT_WRITABLE = 17;

    private ErrorStatus() {}
}
