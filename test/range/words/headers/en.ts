import type { HeaderKey } from './keys.ts';

/** English column headers and field labels, as exports of shops, CRM, HR, ERP and hospital systems have them. */
export const en: Record<HeaderKey, string> = {
  fullName: `Name|Full name|Customer name|Contact name|Employee name|Patient name|Member name|Account holder|Cardholder|Contact person|Display name|Client name
    Recipient|Applicant|Customer|Ship to name|Person|Participant|Staff member|Billing name`,
  givenName:
    'First name|Given name|Forename|Fname|First|Firstname|Christian name|Given names|Preferred name|Customer first name|Contact first name|First nm',
  familyName:
    'Last name|Surname|Family name|Lname|Last|Lastname|Customer last name|Contact last name|Last nm|Sur name|Patient surname',
  birth: `Date of birth|DOB|Birth date|Birthdate|D.O.B.|Birthday|Born|Born on|Date of Birth (YYYY-MM-DD)|Patient DOB|Birth dt|Member birth date|Birth_Date`,
  street:
    'Street|Address line 1|Street address|Address 1|Address1|Addr line 1|Mailing street|Shipping street|Home address|Billing address 1|Addr1|Street name|Residential address',
  houseNumber: 'House number|House no|No.|House nr|Building number|Street number|Str no|House #|Number',
  fullAddress:
    'Address|Postal address|Mailing address|Home address (full)|Full address|Delivery address|Billing address|Shipping address|Residence|Current address|Address block',
  postcode:
    'ZIP|Postcode|Postal code|Zip code|Post code|ZIP/Postal|Mailing zip|Shipping postcode|PCode|Zip/Postal code',
  city: 'City|Town|City/Town|Town/City|Mailing city|Locality|Shipping city|Post town|Home city',
  region: 'State|Region|County|State/Province|Province|Mailing state|State code|Area',
  country: 'Country|Country code|Country/Region|Nation|Mailing country|Ctry|Country name|Country ISO',
  email: `Email|E-mail|Email address|E-mail address|Mail|Contact email|Customer email|Personal email|Private email|Work email|Primary email|Email 1|Mail address|Login email|Subscriber email`,
  phone: `Phone|Telephone|Phone number|Tel.|Tel|Phone no.|Contact number|Home phone|Landline|Daytime phone|Telephone number|Contact phone|Phone 1|Tel no|Work phone`,
  mobile:
    'Mobile|Cell|Mobile phone|Cell phone|Mobile number|Mob.|Cell number|Mobile no|Cellular|Handy phone|Mobile tel',
  card: 'Card number|Credit card|Credit card number|Card no.|CC number|Payment card|PAN|Card|Cardnumber|CC#|Card used|Debit card number',
  iban: 'IBAN|IBAN number|Bank account (IBAN)|Account IBAN|Iban code|Int. bank account no.|Payee IBAN|Salary IBAN|Bank IBAN',
  ip: 'IP address|IP|Client IP|Last login IP|Remote IP|Source IP|Signup IP|IP addr|Remote addr|Registered IP',
  username: 'Username|User name|Login|User ID|Login name|Account|User|Nickname|Screen name|Handle',
  password:
    'Password|Pwd|Pass|Passwd|User password|Login password|Initial password|Password (plain)|Account password|Passphrase|Temp password',
  hash: 'Password hash|Pwd hash|Hashed password|Passwd hash|Pass hash|Password digest|Encrypted password|Crypted password|User pass hash',
  customerNo:
    'Customer ID|Customer no.|Customer number|Client ID|Cust no|Account number|CustID|Client no|Debtor no.|Acct no',
  employeeNo: 'Employee ID|Personnel number|Staff ID|Employee no.|Emp ID|Payroll number|Staff no|EmpNo|Worker ID',
  patientNo: 'Patient ID|MRN|Medical record number|Hospital number|Patient no.|Chart number|Case number|PatID|Hosp no',
  memberNo:
    'Member ID|Membership number|Member no.|Loyalty number|Subscriber ID|Policy number|Policy no|Contact ID|Loyalty ID',
  gender: 'Gender|Sex|Title|Salutation|M/F|Prefix|Mr/Mrs|Gender code',
  organisation:
    'Company|Company name|Organisation|Organization|Employer|Account name|Business name|Firm|Supplier|Vendor name|Company/Account',
  relation: 'Type|Customer type|Relationship|Category|Contact type|Role|Person type|Segment',
  orderNo: 'Order number|Order no.|Order ID|Order|Order ref|Purchase order|PO number|Sales order|Web order ID|Ord #',
  invoiceNo:
    'Invoice number|Invoice no.|Invoice|Inv. no|Bill number|Invoice ID|Receipt no|Credit note no.|Document no.',
  trackingNo: 'Tracking number|Tracking|Shipment no.|Parcel number|Tracking ID|Consignment no.|Waybill|Parcel ID|AWB',
  ean: 'EAN|GTIN|Barcode|UPC|Article EAN|Product code|Item barcode|SKU code|EAN-13',
  product: 'Product|Item|Product name|Article|Item name|Description|Item description|Product title|Line item',
  amount: 'Amount|Total|Price|Order total|Net amount|Amount (EUR)|Grand total|Balance|Value|Revenue',
  orderDate:
    'Order date|Date|Purchase date|Invoice date|Ordered on|Due date|Ship date|Booking date|Last order|Delivery date',
  hireDate:
    'Hire date|Start date|Entry date|Member since|Contract start|Customer since|Employed since|Joined|Exit date|Date joined',
  timestamp:
    'Created at|Timestamp|Last modified|Updated at|Created on|Last login|Modified date|Last update|Registration time',
  epoch: 'Created ts|Epoch|Unix time|Event time|ts ms|Updated ts|Time ms|Last seen (ms)',
  uuid: 'UUID|GUID|Session ID|Request ID|Record GUID|Trace ID|Correlation ID|Object ID|Row ID',
  version: 'Version|App version|Client version|Build|Firmware|Software version|Release|SDK version',
  checksum: 'Checksum|SHA256|MD5|File hash|ETag|Digest|SHA-1|Content hash',
  status: 'Status|State of order|Active|Order status|Account status|Flag|Current status|Stage',
  quantity: 'Quantity|Qty|Units|Items|Pieces|Count|Qty ordered|No. of items',
  note: 'Notes|Comment|Remarks|Note|Comments|Remark|Free text|Internal note|Memo',
  department: 'Department|Dept|Dept.|Division|Cost centre|Business unit|Team|Unit',
  jobTitle: 'Job title|Position|Role title|Function|Occupation|Job|Designation|Job role',
  reference:
    'Reference|Transaction ID|Payment reference|Ref.|Transaction ref|Txn ID|Ticket no.|Case ref|Your reference',
};
