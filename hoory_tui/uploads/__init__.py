"""Files on this machine that are to be sent: found, examined, and read exactly as they were."""
