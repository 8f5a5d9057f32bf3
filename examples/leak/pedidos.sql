-- Dump of payment_run
-- Server version 12.3.9
SET NAMES utf8;

CREATE TABLE `clientes` (
  `loyaltyNumber` varchar(255) DEFAULT NULL,
  `participant` varchar(255) DEFAULT NULL,
  `birthDate` varchar(255) DEFAULT NULL,
  `homeAddress` varchar(255) DEFAULT NULL,
  `postalCode` varchar(255) DEFAULT NULL,
  `city` varchar(255) DEFAULT NULL,
  `stateCode` varchar(255) DEFAULT NULL,
  `email1` varchar(255) DEFAULT NULL,
  `phoneNumber` varchar(255) DEFAULT NULL,
  `cellNumber` varchar(255) DEFAULT NULL,
  `socialSecurityNo` varchar(255) DEFAULT NULL,
  `itin` varchar(255) DEFAULT NULL,
  `category` varchar(255) DEFAULT NULL,
  `articleEan` varchar(255) DEFAULT NULL,
  `ref` varchar(255) DEFAULT NULL,
  `salesOrder` varchar(255) DEFAULT NULL,
  `freeText` varchar(255) DEFAULT NULL
);

INSERT INTO `clientes` (`loyaltyNumber`, `participant`, `birthDate`, `homeAddress`, `postalCode`, `city`, `stateCode`, `email1`, `phoneNumber`, `cellNumber`, `socialSecurityNo`, `itin`, `category`, `articleEan`, `ref`, `salesOrder`, `freeText`) VALUES ('M6-10073', 'Linda Stewart', '1997-06-03', '4077 Main St', '98152', 'Seattle', 'WA', 'LINDA-STEWART@HOTMAIL.COM', '+1 614 420 6276', '+1 206 318 2925', NULL, NULL, 'prospect', 4005018593878, 'TX699501403657', 'W80691795', 'pendiente de firma');

